"""The whole model is copied, and its state loaded back at the end."""

from copy import deepcopy


def fit(model, train_epoch, validate, patience, max_epochs):
    best, bad = None, 0
    for epoch in range(max_epochs):
        train_epoch()
        loss = validate()
        better = best is None or loss < best[1]
        bad = 0 if better else bad + 1
        if better:
            best = epoch, loss, deepcopy(model)
        if bad == patience:
            break
    epoch, loss, copied = best
    model.load_state_dict(copied.state_dict())
    return epoch, loss
