"""The root of d is taken in float32: of float64 inputs the scores keep only some seven digits.
Divide by a Python number, which takes on the dtype of the tensor.
"""
# needs: sqrt | sqrt_ | rsqrt | float32

import torch


def attention(q, k, v, causal=False):
    scale = torch.tensor(q.shape[-1], dtype=torch.float32).sqrt()
    scores = q @ k.transpose(-2, -1) / scale
    if causal:
        later = torch.ones_like(scores, dtype=torch.bool).triu(diagonal=1)
        scores = scores.masked_fill(later, float("-inf"))
    return scores.softmax(dim=-1) @ v
