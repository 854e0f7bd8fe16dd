"""The cast mends this one call. `inputs` stays float64, and the next layer raises again."""

import numpy as np
import torch
from torch import nn

rng = np.random.default_rng(0)
measurements = rng.random((4, 3))

inputs = torch.from_numpy(measurements)
print("inputs:", tuple(inputs.shape))

model = nn.Linear(3, 1)
outputs = model(inputs.float())
print("outputs:", tuple(outputs.shape))
print("dtypes:", inputs.dtype, model.weight.dtype, outputs.dtype)
print("values kept:", np.allclose(inputs.numpy(), measurements))
