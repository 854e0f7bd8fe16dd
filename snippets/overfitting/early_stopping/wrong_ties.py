"""An equal loss is taken for a new minimum, as by `<=`. A curve that lies flat is then never
stopped, and the best epoch is the last of the equal ones.
"""

import copy


def fit(model, train_epoch, validate, patience, max_epochs):
    best_epoch, best_loss, best_state = 0, float("inf"), None
    for epoch in range(max_epochs):
        train_epoch()
        loss = validate()
        if loss <= best_loss:
            best_epoch, best_loss = epoch, loss
            best_state = copy.deepcopy(model.state_dict())
        elif epoch - best_epoch >= patience:
            break
    model.load_state_dict(best_state)
    return best_epoch, best_loss
