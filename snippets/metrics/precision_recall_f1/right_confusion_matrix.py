"""It counts all four cells at once, and clamps the denominators."""

import torch


def precision_recall_f1(labels, predicted):
    cells = torch.bincount(2 * labels + predicted, minlength=4).double()
    _, alarms, misses, hits = cells
    below = torch.stack([hits + alarms, hits + misses, 2 * hits + alarms + misses])
    above = torch.stack([hits, hits, 2 * hits])
    return tuple((above / below.clamp(min=1)).tolist())
