"""Division of tensors gives nan for 0 / 0, which is replaced at the end."""

import torch


def precision_recall_f1(labels, predicted):
    truth, said = labels.float(), predicted.float()
    hits = torch.dot(truth, said)
    precision = torch.nan_to_num(hits / said.sum())
    recall = torch.nan_to_num(hits / truth.sum())
    f1 = torch.nan_to_num(2 * precision * recall / (precision + recall))
    return [float(precision), float(recall), float(f1)]
