"""Validates Data Package descriptors with Frictionless and prints what it says of each.

Usage: validate_package.py DESCRIPTOR...
Prints `valid DESCRIPTOR` or `invalid DESCRIPTOR` followed by lines `resource row field type`.
"""

import sys
from pathlib import Path

from frictionless import Checklist, Package, system


def main() -> None:
    for name in sys.argv[1:]:
        descriptor = Path(name)
        with system.use_context(trusted=False):
            report = Package(str(descriptor)).validate(Checklist())
        print("valid" if report.valid else "invalid", descriptor)
        for error in report.errors:
            print(" ", "package", "-", "-", error.type, error.note)
        for task in report.tasks:
            for error in task.errors:
                print(" ", task.name, getattr(error, "row_number", "-"), getattr(error, "field_name", "-"), error.type)


if __name__ == "__main__":
    main()
