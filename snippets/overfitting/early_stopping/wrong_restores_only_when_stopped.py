"""The best weights are loaded in the branch that stops early. A run that reaches
`max_epochs` leaves with its last weights; load them after the loop.
"""

import copy


def fit(model, train_epoch, validate, patience, max_epochs):
    best_epoch, best_loss, best_state = 0, float("inf"), None
    for epoch in range(max_epochs):
        train_epoch()
        loss = validate()
        if loss < best_loss:
            best_epoch, best_loss = epoch, loss
            best_state = copy.deepcopy(model.state_dict())
        elif epoch - best_epoch >= patience:
            model.load_state_dict(best_state)
            break
    return best_epoch, best_loss
