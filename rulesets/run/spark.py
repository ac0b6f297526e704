"""What the free names of the examples in Python mean that need Spark: one session on this machine, and small tables.

Every example runs by itself, above these names, in an empty folder of its own. `before_each` is called there first, and `after_each` computes
what the example only planned; `only` has functions that give other names, for single rules.
"""

import concurrent.futures
import contextlib
import os
import subprocess
import sys
import tempfile
import time

import data_of_r
import flowers
import mlflow
import mlflow.deployments
import sklearn.linear_model
from PIL import Image
from pyspark.ml import Estimator, Pipeline, Transformer
from pyspark.ml.classification import DecisionTreeClassifier, LogisticRegression
from pyspark.ml.feature import MaxAbsScaler, RFormula, VectorAssembler
from pyspark.ml.regression import LinearRegression
from pyspark.sql import Column, DataFrame, SparkSession
from pyspark.sql import functions as F

# Spark starts this Python for functions that run on rows.
os.environ["PYSPARK_PYTHON"] = sys.executable
# What it writes beside tables stays in a folder of its own.
with contextlib.chdir(tempfile.mkdtemp()):
    spark = (
        SparkSession.builder.master("local[1]")
        .config("spark.driver.extraJavaOptions", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC")  # starts sooner, and nothing runs for long
        .config("spark.sql.shuffle.partitions", 1)
        .config("spark.default.parallelism", 1)
        .config("spark.sql.caseSensitive", True)  # there are `age` and `Age`
        .config("spark.ui.enabled", False)
        .config("spark.ui.showConsoleProgress", False)
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .getOrCreate()
    )
spark.sparkContext.setLogLevel("OFF")

# Data: the flowers of iris, in the types that Spark's models take.
records = flowers.records.astype({"y": float, "is_case": int, "is_late": int, "tipped": int, "hp": float})
table = spark.createDataFrame(records).coalesce(1).withColumn("words", F.split(F.lower("review"), " ")).cache()
d = VectorAssembler(inputCols=["x1", "x2"], outputCol="features").transform(table.withColumnRenamed("y", "label"))
d = d.withColumn("y", d["label"]).cache()
df = ds = x = src = res = s = response = table
scores = table
tasks = spark.createDataFrame([(0,), (1,)], "id long")
info = table.schema

# Models and steps.
trainer = LogisticRegression(maxIter=5)
trainers = [LogisticRegression(), DecisionTreeClassifier(maxDepth=2)]
steps = [RFormula(formula="is_case ~ age", featuresCol="f", labelCol="l")]
first = VectorAssembler(inputCols=["x1", "x2"], outputCol="joined")
second = MaxAbsScaler(inputCol="joined", outputCol="scaled").fit(first.transform(table))
transforms = first
m = trainer.fit(d)
fit = m

# Texts.
csv_path = "share/claims.csv"
parquet_path = "share/claims.parquet"
image_dir = "images"
out_path = "parts"
model_path = "model"
name = "scoring"
user = "dbo"
password = "secret"
jdbc_url = "jdbc:derby:memory:sales;create=true"
out = subprocess.CompletedProcess([], 0)
client = mlflow.deployments.get_deploy_client("http://localhost:5000")

# Models and runs of MLflow, in a database for all examples. A look at it makes it. What a model needs is looked for no longer than this.
os.environ["MLFLOW_REQUIREMENTS_INFERENCE_TIMEOUT"] = "1"
store = tempfile.mkdtemp()
with contextlib.chdir(store):
    tracking_uri = f"sqlite:///{store}/mlflow.db"
    mlflow.set_tracking_uri(tracking_uri)
    mlflow.search_experiments()


# Functions of the reader's own.
def score(rows):
    return rows


def simulate(n):
    return float(n)


def fit_one(keys, data):
    return float(data["ArrDelay"].mean())


def add_flag(data, cutoff=120):
    return data.assign(Over10Yr=data["Age"] > cutoff)


def count_rows(rows):
    return rows.count()


def run_batches(batches):
    for batch in batches:
        yield batch.assign(value=1.0, log="done")


def before_each():
    """A job that is done, and the files that are read; Spark is told the folder in which they are."""
    global job
    job = concurrent.futures.Future()
    job.set_result(1)
    mlflow.set_tracking_uri(tracking_uri)
    mlflow.end_run()
    here = spark._jvm.org.apache.hadoop.fs.Path(os.getcwd())
    here.getFileSystem(spark.sparkContext._jsc.hadoopConfiguration()).setWorkingDirectory(here)
    os.makedirs("share")
    os.makedirs(image_dir)
    records.to_csv(csv_path, index=False)
    records.to_parquet(parquet_path)
    records.to_orc("share/claims.orc")
    for colour in ["red", "blue"]:
        Image.new("RGB", (20, 10), colour).save(f"{image_dir}/{colour}.png")


def after_each(given, made):
    """Spark computes nothing until somebody wants it: here somebody does. Steps of a pipeline that were only made are applied to `d`."""
    made = [part for value in made.values() for part in (value if isinstance(value, list) else [value])]
    results = [part for part in made if isinstance(part, (DataFrame, Column, Transformer))]
    for part in results or made:
        compute(part, given["d"])


def compute(value, data):
    if isinstance(value, Estimator):
        value = value.fit(data)
    if isinstance(value, Transformer):
        value = value.transform(data)
    if isinstance(value, Column):
        value = data.select(value)
    if isinstance(value, DataFrame):
        value.write.format("noop").mode("overwrite").save()


def fitted(learner, formula):
    """A pipeline whose columns `f` and `l` are in nobody's way."""
    return lambda: {"fit": Pipeline(stages=[RFormula(formula=formula, featuresCol="f", labelCol="l"), learner]).fit(table), "d": table}


def of_flowers(learner):
    return fitted(learner.setFeaturesCol("f").setLabelCol("l"), "is_case ~ age + parity")


def of_table():
    """Data without `features` and `label`, which the example makes."""
    return {"d": table}


def of_images():
    images = spark.read.format("image").load(image_dir)
    return {"images": images, "d": images}


def of_many_rows():
    many = table.crossJoin(spark.range(20).withColumnRenamed("id", "copy"))
    return {"d": many, "scores": many}


def registered(name, log):
    """A model that is version 1."""

    def register():
        with contextlib.suppress(mlflow.exceptions.MlflowException):
            mlflow.MlflowClient().delete_registered_model(name)
        log(name)
        return {}

    return register


class Sum(mlflow.pyfunc.PythonModel):
    def predict(self, context, model_input, params=None):
        return model_input.sum(axis=1)


def log_function(name):
    mlflow.pyfunc.log_model(name="model", python_model=Sum(), registered_model_name=name)


def log_fit(name):
    mlflow.spark.log_model(fit, artifact_path="model", registered_model_name=name)


def with_job_done():
    """A job of the group `night`, once its end is known."""
    spark.sparkContext.setJobGroup("night", "a count")
    spark.range(3).count()
    spark.sparkContext.setLocalProperty("spark.jobGroup.id", None)
    tracker = spark.sparkContext.statusTracker()
    while not all(tracker.getJobInfo(job).status == "SUCCEEDED" for job in tracker.getJobIdsForGroup("night")):
        time.sleep(0.1)
    return {"job_id": tracker.getJobIdsForGroup("night")[0]}


def with_table():
    table.createOrReplaceTempView("hivesampletable")
    return {}


def with_database():
    """Derby, which Spark brings along, in memory."""
    table.select("RentalCount", "Month").write.jdbc(jdbc_url, "dbo.bikes", properties={"user": user, "password": password})
    return {}


only = {
    "azureml-model-management-sdk/Batch": registered("scoring", log_function),
    "azureml-model-management-sdk/RealtimeDefinition": lambda: {"fit": sklearn.linear_model.LinearRegression().fit(records[["x1"]], records["x2"])},
    "azureml-model-management-sdk/Service": registered("transmission", log_function),
    "microsoftml/extract_pixels": of_images,
    "microsoftml/featurize_text": lambda: {"d": table.drop("words")},
    "microsoftml/rx_oneclass_svm": of_many_rows,
    "revoscalepy/RxDForestResults": of_flowers(DecisionTreeClassifier()),
    "revoscalepy/RxDTreeResults": of_flowers(DecisionTreeClassifier()),
    "revoscalepy/RxHiveData": with_table,
    "revoscalepy/RxLinModResults": of_flowers(LinearRegression()),
    "revoscalepy/RxLogitResults": of_flowers(LogisticRegression()),
    "revoscalepy/RxRemoteJobStatus": with_job_done,
    "revoscalepy/rx_delete_object": registered("LR", log_fit),
    "revoscalepy/rx_formula": of_table,
    "revoscalepy/rx_get_job_status": with_job_done,
    "revoscalepy/rx_import_datasource": with_database,
    "revoscalepy/rx_line_plot": of_many_rows,
    "revoscalepy/rx_predict_default": of_flowers(LinearRegression()),
    "revoscalepy/rx_read_object": registered("LR", log_fit),
}
for rule in ["n_gram", "n_gram_hash", "ngram_count", "ngram_hash"]:
    only[f"microsoftml/{rule}"] = of_table
for rule in ["fast_forest", "fast_linear", "fast_trees", "logistic_regression", "neural_network"]:
    only[f"microsoftml/rx_{rule}"] = of_table
for rule in ["btrees", "dforest", "dtree", "lin_mod", "logit"]:
    only[f"revoscalepy/rx_{rule}"] = only[f"revoscalepy/rx_{rule}_ex"] = of_table
