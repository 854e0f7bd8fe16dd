"""The "?" becomes nan after the rows were dropped, so the person without a weight is still
there."""

import io

import pandas as pd
import torch

csv = io.StringIO("height,weight,name\n1.62,58,Ada\n1.75,?,Bob\n1.81,80,Cem\n")
table = pd.read_csv(csv)
print("people:", len(table))

complete = table.dropna()
complete = complete.assign(weight=pd.to_numeric(complete["weight"], errors="coerce"))
print("with height and weight:", len(complete))

features = torch.tensor(complete[["height", "weight"]].to_numpy(), dtype=torch.float32)
print("features:", tuple(features.shape), "heaviest:", features[:, 1].max().item())
