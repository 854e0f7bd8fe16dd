"""`no_grad` is for validation. Around the whole of `fit` it also covers `train_epoch`, where
no graph is built and `backward()` fails.
"""
# needs: no_grad

import copy

import torch


@torch.no_grad()
def fit(model, train_epoch, validate, patience, max_epochs):
    best_epoch, best_loss, best_state = 0, float("inf"), None
    for epoch in range(max_epochs):
        train_epoch()
        loss = validate()
        if loss < best_loss:
            best_epoch, best_loss = epoch, loss
            best_state = copy.deepcopy(model.state_dict())
        elif epoch - best_epoch >= patience:
            break
    model.load_state_dict(best_state)
    return best_epoch, best_loss
