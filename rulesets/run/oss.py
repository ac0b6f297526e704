"""What the free names of the examples in Python mean that need one machine and no more.

Every example runs by itself, above these names, in an empty folder of its own. `before_each` is called there first; `only` has functions that
give other names, for single rules or for one on one target.
"""

import concurrent.futures
import contextlib
import os
import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path

import data_of_r
import flowers
import joblib
import mlflow
import pandas as pd
import requests
import statsmodels.formula.api as smf
from fastapi.routing import APIRoute
from PIL import Image
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import FunctionTransformer, MaxAbsScaler
from sklearn.tree import DecisionTreeClassifier

# Data: the flowers of iris, with what only examples for one machine use.
d = flowers.records.astype({"DayOfWeek": "category"}).assign(
    type=flowers.flower.astype("category"),
    Path=["images/red.png", "images/blue.png"] * 75,
    line=flowers.flower,
)
X = d[["x1", "x2"]]
y = d["y"]
x = APIRoute("/scoring/v1", lambda: None)
InputDataSet = d
records = d
scores = d
src = d
response = d
s = d.describe()

# Models and steps.
trainer = LogisticRegression()
trainers = [LogisticRegression(), DecisionTreeClassifier(max_depth=3)]
fit = LogisticRegression().fit(X, y)
m = fit
first = MaxAbsScaler()
second = FunctionTransformer()
transforms = MaxAbsScaler()
steps = [FunctionTransformer()]

# Texts.
csv_path = "data/claims.csv"
parquet_path = "data/claims.parquet"
orc_path = "data/claims.orc"
hive_export_path = "data/claims.parquet"
out_path = "parts"
image_dir = "images"
input_dir = "in"
output_dir = "out"
database_url = "sqlite:///models.sqlite"
conn_str = "Driver={ODBC Driver 18 for SQL Server};Server=server;Database=Sales;Trusted_Connection=yes"
info = {"type": {"levels": ["a", "b", "c"]}}
images = [Image.new("RGB", (300, 250), "red"), Image.new("RGB", (300, 250), "blue")]
os.environ["SAMPLE_DATA_DIR"] = "data"

# Models and runs of MLflow, in a database for all examples. A look at it makes it. What a model needs is looked for no longer than this.
os.environ["MLFLOW_REQUIREMENTS_INFERENCE_TIMEOUT"] = "1"
store = tempfile.mkdtemp()
with contextlib.chdir(store):
    tracking_uri = f"sqlite:///{store}/mlflow.db"
    mlflow.set_tracking_uri(tracking_uri)
    mlflow.search_experiments()

# What the reader's own services gave.
client = requests.Session()
res = requests.Response()
res.status_code = 200
out = subprocess.CompletedProcess([], 0)


# Functions of the reader's own.
def score(*values):
    return float(values[0]) if len(values) == 2 else values[0]["x1"]


def simulate(n):
    return n


def train(data):
    return data["x1"].mean()


def fit_one(keys, data):
    return data["ArrDelay"].mean()


def add_flag(data, cutoff=120):
    return data.assign(Over10Yr=data["Age"] > cutoff)


def count_rows(data):
    return len(data)


def before_each():
    """A job that is done, and the files and tables that are read."""
    global job, submitted
    mlflow.set_tracking_uri(tracking_uri)
    mlflow.end_run()
    job = concurrent.futures.Future()
    job.set_running_or_notify_cancel()
    job.set_result(1)
    submitted = [job, concurrent.futures.Future()]
    for folder in ["data/newUser", "images", "in", "out/newUser", "src", "tmp"]:
        os.makedirs(folder)
    d.to_csv(csv_path, index=False)
    d.to_parquet(parquet_path)
    d.drop(columns=["type", "DayOfWeek"]).to_orc(orc_path)
    for path in ["data/foo.txt", "in/foo.txt", "out/foo.txt", "tmp/foo.txt", "tmp/claims.csv"]:
        Path(path).write_text("a,b\n1,2\n")
    for colour in ["red", "blue"]:
        Image.new("RGB", (20, 10), colour).save(f"images/{colour}.png")
    Path("job.py").write_text("print(1)\n")
    joblib.dump(fit, "model.joblib")
    with sqlite3.connect("models.sqlite") as con:
        con.execute("CREATE TABLE models (id TEXT, version TEXT, value BLOB)")


def with_model_registered():
    mlflow.sklearn.log_model(fit, name="model", registered_model_name="LR")
    return {}


def called_with_path():
    sys.argv += ["--csv_path", csv_path]
    return {}


def with_model_stored():
    import pickle

    with sqlite3.connect("models.sqlite") as con:
        con.execute("INSERT INTO models VALUES ('LR', '1', ?)", [pickle.dumps(fit)])
    return {}


def partitioned():
    d.to_parquet("partitioned", partition_cols=["region"])
    return {"parquet_path": "partitioned"}


def numeric_fit(formula):
    data = d.assign(is_late=d["is_late"].astype(int), tipped=d["tipped"].astype(int))
    return lambda: {"fit": smf.ols(formula, data).fit()}


def tree_fit():
    return {"fit": DecisionTreeClassifier(max_depth=5).fit(d[["Age", "Start"]], d["is_late"])}


only = {
    "microsoftml/load_image on sqlml": lambda: {"InputDataSet": pd.DataFrame({"Picture": [Path("images/red.png").read_bytes()]})},
    "revoscalepy/rx_get_partitions": partitioned,
    "revoscalepy/rx_import on azureml": called_with_path,
    "revoscalepy/rx_predict": numeric_fit("is_late ~ Age + Start"),
    "revoscalepy/rx_predict_default": numeric_fit("creditScore ~ Age"),
    "revoscalepy/rx_predict_ex": numeric_fit("tipped ~ Age"),
    "revoscalepy/rx_predict_rx_dforest": tree_fit,
    "revoscalepy/rx_predict_rx_dtree": tree_fit,
    "revoscalepy/rx_read_object on azureml": with_model_registered,
    "revoscalepy/rx_read_object on oss": with_model_stored,
}
