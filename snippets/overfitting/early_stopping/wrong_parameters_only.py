"""Only parameters are kept. Buffers, such as the running averages of a BatchNorm, stay those
of the last epoch and don't fit the weights. A state dict has both.
"""
# needs: parameters | named_parameters

import torch


def fit(model, train_epoch, validate, patience, max_epochs):
    best_epoch, best_loss, best = 0, float("inf"), []
    for epoch in range(max_epochs):
        train_epoch()
        loss = validate()
        if loss < best_loss:
            best_epoch, best_loss = epoch, loss
            best = [p.detach().clone() for p in model.parameters()]
        elif epoch - best_epoch >= patience:
            break
    with torch.no_grad():
        for parameter, kept in zip(model.parameters(), best, strict=True):
            parameter.copy_(kept)
    return best_epoch, best_loss
