"""It waits for one bad epoch more than `patience`, as `>` does. With a patience of 1 the first
epoch without a new minimum is the last.
"""

import copy


def fit(model, train_epoch, validate, patience, max_epochs):
    best_loss, best_epoch, best_state, bad = float("inf"), 0, None, 0
    for epoch in range(max_epochs):
        train_epoch()
        loss = validate()
        if loss < best_loss:
            best_epoch, best_loss, bad = epoch, loss, 0
            best_state = copy.deepcopy(model.state_dict())
        else:
            bad += 1
        if bad > patience:
            break
    model.load_state_dict(best_state)
    return best_epoch, best_loss
