"""A new minimum has to set the count of bad epochs back to 0. Here bad epochs add up
over the whole run, and a noisy but improving curve is cut off.
"""

import copy


def fit(model, train_epoch, validate, patience, max_epochs):
    best_epoch, best_loss, best_state, bad = 0, float("inf"), None, 0
    for epoch in range(max_epochs):
        train_epoch()
        loss = validate()
        if loss < best_loss:
            best_epoch, best_loss = epoch, loss
            best_state = copy.deepcopy(model.state_dict())
        else:
            bad += 1
        if bad >= patience:
            break
    model.load_state_dict(best_state)
    return best_epoch, best_loss
