"""Better than the epoch before is not better than the best. A curve that jumps up and
then creeps down looks like progress here, and overwrites the best weights.
"""

import copy


def fit(model, train_epoch, validate, patience, max_epochs):
    """Train with early stopping; return (best_epoch, best_loss).

    train_epoch() trains the model for one epoch, validate() returns its loss.
    Epochs count from 0. Stops once `patience` epochs in a row brought no new
    minimum, or after `max_epochs`. Ends with the best epoch's weights in the model.
    """
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
