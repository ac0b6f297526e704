"""The flowers of iris in one table, under the names of columns that examples use."""

import numpy as np
import pandas as pd
import sklearn.datasets

iris = sklearn.datasets.load_iris(as_frame=True)
flower = pd.Series(iris.target_names[iris.target])
records = pd.DataFrame(
    {
        "id": range(150),
        "note": "a note",
        "x1": iris.data.iloc[:, 0],
        "x2": iris.data.iloc[:, 1],
        "y": (iris.target == 1).astype(int),
        "place": flower,
        "review": "I love " + flower,
        "age": 20 + np.arange(150) % 40,
        "parity": np.arange(150) % 4,
        "is_case": iris.target == 1,
        "Age": 20 + np.arange(150) % 40,
        "Start": (10 * iris.data.iloc[:, 1]).astype(int),
        "is_late": iris.target == 1,
        "tipped": iris.target == 1,
        "passenger_count": np.arange(150) % 5,
        "trip_distance": iris.data.iloc[:, 0],
        "ArrDelay": 10 * iris.data.iloc[:, 1],
        "DayOfWeek": ["Monday", "Tuesday", "Wednesday"] * 50,
        "Origin": flower.map({"setosa": "JFK", "versicolor": "LGA", "virginica": "EWR"}),
        "RentalCount": 100 * iris.data.iloc[:, 2],
        "cost": 100 * iris.data.iloc[:, 2],
        "Month": 1 + np.arange(150) % 12,
        "Snow": np.arange(150) % 2,
        "creditScore": 600 + 10 * iris.data.iloc[:, 2],
        "region": flower,
        "Ozone": 10 * iris.data.iloc[:, 3],
        "Score": iris.data.iloc[:, 1],
        "sales": iris.data.iloc[:, 3],
        "hp": 100 + np.arange(150),
        "wt": iris.data.iloc[:, 3],
    }
)
