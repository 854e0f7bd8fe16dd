import io

import pandas as pd
import torch

csv = io.StringIO("height,weight,name\n1.62,58,Ada\n1.75,?,Bob\n1.81,80,Cem\n")
table = pd.read_csv(csv, na_values="?")
print("people:", len(table))

complete = table.dropna()
print("with height and weight:", len(complete))

features = torch.tensor(complete[["height", "weight"]].to_numpy(), dtype=torch.float32)
print("features:", tuple(features.shape), "heaviest:", features[:, 1].max().item())
