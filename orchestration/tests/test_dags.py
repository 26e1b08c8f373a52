"""The DAGs as Airflow reads them: no service runs, no task is started."""

import time
import unittest
from datetime import timedelta

from airflow.dag_processing.dagbag import DagBag
from airflow.serialization.serialized_objects import DagSerialization

from concordat_airflow.dags import POOLS

MONTHLY = [
    *("partners", "pull", "check", "link", "marts", "gate", "returns", "reports"),
    *("quality_assure", "sign_off", "publish"),
]


class DagsTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        began = time.process_time()
        cls.bag = DagBag()
        cls.seconds = time.process_time() - began

    def test_there_are_no_import_errors_and_all_dags_are_there(self):
        self.assertEqual({}, self.bag.import_errors)
        self.assertEqual({"concordat_performance", "concordat_final", "concordat_reminders"}, set(self.bag.dags))

    def test_parsing_takes_less_than_ten_seconds_of_work(self):
        self.assertLess(self.seconds, 10)

    def test_tasks_are_in_order_without_cycles(self):
        for dag_id in ("concordat_performance", "concordat_final"):
            self.assertEqual(MONTHLY, [one.task_id for one in self.bag.dags[dag_id].topological_sort()])
        reminders = [one.task_id for one in self.bag.dags["concordat_reminders"].topological_sort()]
        self.assertEqual(["partners", "pull", "check", "remind", "partners_missing"], reminders)

    def test_what_a_held_return_stops_and_what_it_does_not(self):
        dag = self.bag.dags["concordat_performance"]
        self.assertEqual({"marts"}, dag.get_task("gate").upstream_task_ids)
        self.assertEqual({"gate"}, dag.get_task("returns").upstream_task_ids)
        self.assertEqual("all_success", dag.get_task("returns").trigger_rule)
        # Pages are written as soon as the marts are there and the return is made or held.
        self.assertEqual({"marts", "returns"}, dag.get_task("reports").upstream_task_ids)
        self.assertEqual("all_done_min_one_success", dag.get_task("reports").trigger_rule)
        self.assertEqual({"returns", "reports"}, dag.get_task("quality_assure").upstream_task_ids)
        self.assertEqual("all_success", dag.get_task("quality_assure").trigger_rule)
        self.assertEqual({"publish"}, {one.task_id for one in dag.leaves})

    def test_every_task_has_owner_retries_timeout_and_pool(self):
        for dag in self.bag.dags.values():
            for one in dag.tasks:
                with self.subTest(dag=dag.dag_id, task=one.task_id):
                    self.assertEqual("concordat", one.owner)
                    self.assertEqual(3, one.retries)
                    self.assertTrue(one.retry_exponential_backoff)
                    self.assertEqual(timedelta(minutes=30), one.max_retry_delay)
                    self.assertIn(one.pool, POOLS)
                    waits = getattr(one, "response_timeout", None)
                    self.assertIsInstance(waits or one.execution_timeout, timedelta)

    def test_a_pull_is_one_task_per_partner_under_the_partners_name(self):
        for dag in self.bag.dags.values():
            pull = dag.get_task("pull")
            self.assertTrue(pull.is_mapped)
            self.assertEqual("{{ task.op_kwargs['partner']['name'] }}", pull.map_index_template)

    def test_a_dag_read_twice_is_the_same(self):
        again = DagBag()
        for dag_id, dag in self.bag.dags.items():
            self.assertEqual(DagSerialization.to_dict(dag), DagSerialization.to_dict(again.dags[dag_id]))


if __name__ == "__main__":
    unittest.main()
