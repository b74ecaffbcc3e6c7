"""Has Great Expectations write a suite file into a project of its own, and validate suite/orders.csv with it on Spark.

Writes suite/suite.json, the file byte for byte, and suite/result.json, what Great Expectations says. Versions are those of
requirements.txt; the build needs none of this.
"""

import json
import os
import pathlib
import shutil
import sys
import tempfile
import warnings

os.environ["GX_ANALYTICS_ENABLED"] = "false"
os.environ["PYSPARK_PYTHON"] = os.environ["PYSPARK_DRIVER_PYTHON"] = sys.executable
warnings.filterwarnings("ignore")

import great_expectations as gx  # noqa: E402
import great_expectations.expectations as gxe  # noqa: E402
from great_expectations.expectations.row_conditions import Column  # noqa: E402

FOLDER = pathlib.Path(__file__).parent / "suite"
GERMAN = 'col("country") == "DE"'

project = pathlib.Path(tempfile.mkdtemp())
context = gx.get_context(mode="file", project_root_dir=project)
context.variables.progress_bars = {"globally": False}
suite = context.suites.add(gx.ExpectationSuite(name="orders_suite"))
for expectation in [
    gxe.ExpectColumnValuesToBeBetween(column="price", min_value=0, strict_min=True, mostly=0.6, severity="warning"),
    gxe.ExpectColumnValuesToBeBetween(
        column="price", min_value=2.5, row_condition=GERMAN, condition_parser="great_expectations"
    ),
    gxe.ExpectColumnValuesToNotBeNull(column="email", row_condition="country = 'FR'", condition_parser="spark"),
    gxe.ExpectColumnValuesToNotBeNull(column="email", row_condition=(Column("country") == "DE") & (Column("id") > 1)),
    gxe.ExpectColumnValuesToMatchRegex(column="email", regex="@", severity="info"),
    gxe.ExpectColumnValuesToBeInSet(column="country", value_set=["DE", "FR"], severity="critical"),
    gxe.ExpectColumnValuesToBeUnique(column="id"),
    gxe.ExpectCompoundColumnsToBeUnique(column_list=["country", "email"], ignore_row_if="any_value_is_missing"),
    gxe.ExpectColumnPairValuesAToBeGreaterThanB(column_A="price", column_B="id", or_equal=True),
    gxe.ExpectTableRowCountToBeBetween(min_value=1, max_value=4),
    gxe.ExpectColumnMeanToBeBetween(column="price", min_value=1, max_value=4, strict_max=True),
    gxe.ExpectColumnQuantileValuesToBeBetween(
        column="price", quantile_ranges={"quantiles": [0.5], "value_ranges": [[2, 3]]}
    ),
    gxe.ExpectColumnDistinctValuesToContainSet(column="country", value_set=["IT"]),
]:
    suite.add_expectation(expectation)
shutil.copy(project / "gx" / "expectations" / "orders_suite.json", FOLDER / "suite.json")
asset = context.data_sources.add_spark_filesystem("files", base_directory=FOLDER).add_csv_asset(
    "orders", header=True, infer_schema=True
)
batch = asset.add_batch_definition_path("orders", path="orders.csv").get_batch()
said = batch.validate(suite, result_format="SUMMARY").to_json_dict()
results = [
    {
        "type": one["expectation_config"]["type"],
        "success": one["success"],
        "unexpected_count": one["result"].get("unexpected_count"),
        "observed_value": one["result"].get("observed_value"),
    }
    for one in said["results"]
]
(FOLDER / "result.json").write_text(json.dumps({"success": said["success"], "results": results}, indent=1) + "\n")
