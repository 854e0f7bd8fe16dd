"""Each different text gets a number of its own. That converts, but 58 and 80 have become 0 and
1: the weights are lost."""

import io

import pandas as pd
import torch

csv = io.StringIO("height,weight,name\n1.62,58,Ada\n1.75,?,Bob\n1.81,80,Cem\n")
table = pd.read_csv(csv)
print("people:", len(table))

complete = table[table["weight"] != "?"]
numbers = complete["weight"].astype("category").cat.codes
complete = complete.assign(weight=numbers)
print("with height and weight:", len(complete))

features = torch.tensor(complete[["height", "weight"]].to_numpy(), dtype=torch.float32)
print("features:", tuple(features.shape), "heaviest:", features[:, 1].max().item())
