"""Better than the epoch before is not better than the best. A curve that jumps up and
then creeps down looks like progress here, and overwrites the best weights.
"""

import copy


def fit(model, train_epoch, validate, patience, max_epochs):
    best_epoch, last_loss, best_state, bad = 0, float("inf"), None, 0
    for epoch in range(max_epochs):
        train_epoch()
        loss = validate()
        if loss < last_loss:
            best_epoch, best_loss, bad = epoch, loss, 0
            best_state = copy.deepcopy(model.state_dict())
        else:
            bad += 1
        last_loss = loss
        if bad >= patience:
            break
    model.load_state_dict(best_state)
    return best_epoch, best_loss
