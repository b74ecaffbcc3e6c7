"""Runs Great Expectations itself over cases/*.json and writes what it says to results/*.json.

Usage (any virtual environment with requirements.txt, Java 17 for Spark; the build needs none of this):
    python run.py              evaluates the cases that are new or changed
    python run.py --all        evaluates every case again
    python run.py values       only cases/values.json

A file of cases is {"tables": {name: {"columns": {name: type}, "rows": [[...]]}},
"cases": [{"name", "table", "type", "kwargs", "result_format"?}]}. Types are those of Spark SQL. In doubles, "NaN", "Infinity" and
"-Infinity" are written as texts. A column that begins with an underscore gives the rows their order and is kept
from Great Expectations.
"""

import base64
import datetime
import decimal
import hashlib
import json
import math
import os
import pathlib
import sys
import tempfile
import warnings

os.environ["GX_ANALYTICS_ENABLED"] = "false"
os.environ["TZ"] = "UTC"
os.environ["PYSPARK_PYTHON"] = os.environ["PYSPARK_DRIVER_PYTHON"] = sys.executable
warnings.filterwarnings("ignore")

import great_expectations as gx  # noqa: E402
import pandas as pd  # noqa: E402
import sqlalchemy  # noqa: E402
from great_expectations.expectations import core  # noqa: E402
from great_expectations.expectations.expectation_configuration import ExpectationConfiguration  # noqa: E402
from pyspark.sql import SparkSession  # noqa: E402

HERE = pathlib.Path(__file__).parent
KEPT = [
    "element_count",
    "missing_count",
    "missing_percent",
    "unexpected_count",
    "unexpected_percent",
    "unexpected_percent_total",
    "unexpected_percent_nonmissing",
    "partial_unexpected_list",
    "partial_unexpected_counts",
    "partial_missing_list",
    "partial_unexpected_index_list",
    "unexpected_list",
    "unexpected_index_list",
    "unexpected_index_column_names",
    "unexpected_rows",
    "observed_value",
    "details",
]


def cell(value, kind):
    if value is None:
        return None
    if kind.startswith("array"):
        return [cell(element, kind[len("array<") : -1]) for element in value]
    if kind == "double":
        return float(value)
    if kind.startswith("decimal"):
        return decimal.Decimal(str(value))
    if kind == "date":
        return datetime.date.fromisoformat(value)
    if kind == "timestamp":
        return datetime.datetime.fromisoformat(value)
    if kind == "binary":
        return base64.b64decode(value)
    return value


def columns(table):
    kinds = [(name, kind) for name, kind in table["columns"].items()]
    rows = [[cell(value, kind) for value, (_, kind) in zip(row, kinds)] for row in table["rows"]]
    shown = [i for i, (name, _) in enumerate(kinds) if not name.startswith("_")]
    return [kinds[i] for i in shown], [[row[i] for i in shown] for row in rows]


def series(values, kind):
    """A pandas column as people have it: whole numbers with gaps become floats, the rest of the gaps None."""
    if kind in ("int", "bigint"):
        return pd.Series(values, dtype="float64" if None in values else "int64")
    if kind == "double":
        return pd.Series(values, dtype="float64")
    if kind == "boolean" and None not in values:
        return pd.Series(values, dtype="bool")
    if kind in ("date", "timestamp"):
        return pd.Series(pd.to_datetime(pd.Series(values, dtype="object")), dtype="datetime64[ns]")
    return pd.Series(values, dtype="object")


def pandas_frame(table):
    kinds, rows = columns(table)
    return pd.DataFrame({name: series([row[i] for row in rows], kind) for i, (name, kind) in enumerate(kinds)})


def spark_frame(session, table):
    kinds, rows = columns(table)
    schema = ", ".join(f"`{name}` {kind}" for name, kind in kinds)
    return session.createDataFrame([tuple(row) for row in rows], schema).coalesce(1)


class Engine:
    def __init__(self, source, frames):
        self.definition = source.add_dataframe_asset("frame").add_batch_definition_whole_dataframe("frame")
        self.frames = frames

    def batch(self, table):
        return self.definition.get_batch(batch_parameters={"dataframe": self.frames(table)})

    def evaluate(self, case):
        try:
            expectation = ExpectationConfiguration(type=case["type"], kwargs=case["kwargs"]).to_domain_obj()
        except Exception as refusal:
            return {"refused": " ".join(str(refusal).split())[:200]}
        try:
            outcome = self.batch(case["table"]).validate(expectation, result_format=case.get("result_format", "SUMMARY")).to_json_dict()
        except Exception as failure:
            return {"raised": reason(failure)}
        info = outcome.get("exception_info") or {}
        raised = [info] if "raised_exception" in info else list(info.values())
        if any(one.get("raised_exception") for one in raised):
            # Spark ends a sentence with its plan, whose columns are numbered otherwise in every run.
            return {"raised": next(" ".join(str(one["exception_message"]).split()).split("; '")[0][:200] for one in raised)}
        return {
            "success": outcome["success"],
            "result": {key: value for key, value in outcome["result"].items() if key in KEPT},
        }


class Database(Engine):
    """The tables in a database, for what only databases can do."""

    def __init__(self, context, tables):
        address = f"sqlite:///{tempfile.mkdtemp()}/tables.db"
        database = sqlalchemy.create_engine(address)
        for name, table in tables.items():
            if all(kind in ("bigint", "string") for kind in table["columns"].values()):
                pandas_frame(table).to_sql(name, database, index=False)
        self.source = context.data_sources.add_sqlite("sqlite", connection_string=address)
        self.batches = {}

    def batch(self, table):
        if table not in self.batches:
            asset = self.source.add_table_asset(table, table_name=table)
            self.batches[table] = asset.add_batch_definition_whole_table(table).get_batch()
        return self.batches[table]


def needs_database(name):
    return "like_pattern" in name or "other_table" in name


def reason(failure):
    return " ".join(f"{type(failure).__name__}: {failure}".split())[:200]


def engines(tables, context=None):
    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = {"globally": False}
    session = (
        SparkSession.builder.master("local[2]")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.shuffle.partitions", "1")
        .config("spark.sql.session.timeZone", "UTC")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.driver.memory", "1g")
        .getOrCreate()
    )
    session.sparkContext.setLogLevel("OFF")
    made = {}

    def spark(name):
        if name not in made:
            made[name] = spark_frame(session, tables[name]).cache()
        return made[name]

    # LIKE exists on databases only; SQLite's ignores case unless it is told not to.
    sqlalchemy.event.listen(
        sqlalchemy.engine.Engine, "connect", lambda connection, _: connection.execute("PRAGMA case_sensitive_like = ON")
    )
    return {
        "sqlite": Database(context, tables),
        "pandas": Engine(context.data_sources.add_pandas("pandas"), lambda name: pandas_frame(tables[name])),
        "spark": Engine(context.data_sources.add_spark("spark", persist=False), spark),
    }


def plain(value):
    """JSON without the words that only Python writes."""
    if isinstance(value, dict):
        return {str(key): plain(element) for key, element in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(element) for element in value]
    if isinstance(value, float) and not math.isfinite(value):
        return {math.inf: "Infinity", -math.inf: "-Infinity"}.get(value, "NaN")
    return value


def digest(case, table):
    asked = [table, case["type"], case["kwargs"]] + ([case["result_format"]] if "result_format" in case else [])
    text = json.dumps(asked, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def run(path, again):
    content = json.loads(path.read_text())
    target = HERE / "results" / path.name
    old = json.loads(target.read_text()) if target.exists() and not again else {}
    new, engine = {}, None
    for case in content["cases"]:
        name, key = case["name"], digest(case, content["tables"][case["table"]])
        if name in new:
            sys.exit(f"{path.name}: the name {name} is used twice")
        if old.get(name, {}).get("of") == key:
            new[name] = old[name]
            continue
        engine = engine or engines(content["tables"])
        asked = {word: one for word, one in engine.items() if word != "sqlite" or needs_database(case["type"])}
        new[name] = {"of": key, **{word: plain(one.evaluate(case)) for word, one in asked.items()}}
        print(path.stem, name, json.dumps({word: new[name][word] for word in asked}), flush=True)
    lines = ",\n".join(f" {json.dumps(name)}: {json.dumps(result)}" for name, result in new.items())
    target.write_text("{\n" + lines + "\n}\n")


def types():
    """Every expectation that Great Expectations has, by the name that suites use."""
    names = [name for name in vars(core) if "Expect" in name and isinstance(getattr(core, name), type)]
    found = [getattr(core, name).expectation_type for name in names]
    return sorted(name for name in found if name)


if __name__ == "__main__":
    (HERE / "types.json").write_text(json.dumps(types(), indent=1) + "\n")
    wanted = [word for word in sys.argv[1:] if not word.startswith("--")]
    for file in sorted((HERE / "cases").glob("*.json")):
        if not wanted or file.stem in wanted:
            run(file, "--all" in sys.argv)
