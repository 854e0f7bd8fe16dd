"""One query at a time, over the keys that it sees: nothing has to be masked."""

import math

import torch


def one_query(query, keys, values):
    scores = (keys * query.unsqueeze(1)).sum(dim=-1) / math.sqrt(query.shape[-1])
    return (scores.softmax(dim=-1).unsqueeze(-1) * values).sum(dim=1)


def attention(q, k, v, causal=False):
    rows = []
    for i in range(q.shape[1]):
        seen = i + 1 if causal else k.shape[1]
        rows.append(one_query(q[:, i], k[:, :seen], v[:, :seen]))
    return torch.stack(rows, dim=1)
