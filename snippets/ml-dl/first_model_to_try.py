"""One first model per kind of data, run on data of that shape."""

import torch
from sklearn.ensemble import GradientBoostingClassifier
from torch import nn

torch.manual_seed(0)
table = torch.randn(100, 16)  # rows, columns
images = torch.randn(2, 3, 16, 16)  # batch, channels, height, width
series = torch.randn(2, 50, 6)  # batch, time steps, sensors
text = torch.randint(0, 1000, (2, 12))  # batch, token ids

trees = GradientBoostingClassifier(n_estimators=5).fit(table, table[:, 0] > 0)
print("table  -> boosted trees:", trees.predict_proba(table).shape)

print("images -> CNN:          ", tuple(nn.Conv2d(3, 8, 3, padding=1)(images).shape))

hidden, _ = nn.LSTM(6, 8, batch_first=True)(series)
print("series -> LSTM:         ", tuple(hidden.shape))

vectors = nn.Embedding(1000, 16)(text)
layer = nn.TransformerEncoderLayer(16, nhead=4, batch_first=True)
print("text   -> Transformer:  ", tuple(layer(vectors).shape))
