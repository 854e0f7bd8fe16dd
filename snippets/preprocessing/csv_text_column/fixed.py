import io

import pandas as pd
import torch

csv = io.StringIO("height,weight,name\n1.62,58,Ada\n1.75,70,Bob\n1.81,80,Cem\n")
table = pd.read_csv(csv)
print("rows:", len(table))
print("missing cells:", int(table.isna().sum().sum()))

features = torch.tensor(table[["height", "weight"]].to_numpy(), dtype=torch.float32)
print("features:", tuple(features.shape), features.dtype)
