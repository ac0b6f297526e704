"""The data sets that R ships, under the addresses from which `statsmodels` fetches them: R itself writes them, and no network is needed."""

import io
import subprocess

import statsmodels.datasets.utils

INDEX = 'as.data.frame(utils::data(package = "datasets")$results)'


def urlopen(url, timeout=None):
    name, _, extension = url.rpartition("/")[2].rpartition(".")
    if extension == "rst":
        return io.BytesIO(b"")
    code = f"utils::write.csv({INDEX if name == 'datasets' else f'datasets::{name}'})"
    return io.BytesIO(subprocess.run(["Rscript", "--vanilla", "-e", code], capture_output=True, check=True).stdout)


statsmodels.datasets.utils.urlopen = urlopen
