"""`transpose_()` turns the caller's own k: the next layer gets it with another shape. Without the
underscore it is a view, and costs nothing either."""
# needs: transpose_ | t_ | swapaxes_ | swapdims_

import math

import torch
from torch.nn import functional as F


def attention(q, k, v, causal=False):
    scores = q @ k.transpose_(-2, -1) / math.sqrt(q.size(-1))
    if causal:
        hidden = torch.ones(scores.shape[-2:], dtype=torch.bool).triu(diagonal=1)
        scores = scores.masked_fill(hidden, -torch.inf)
    return F.softmax(scores, dim=-1) @ v
