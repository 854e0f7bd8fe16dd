"""Every bad epoch is undone by loading the best weights again. Training then never gets past
a bump: it repeats the same epoch. Load them once, at the end.
"""
# needs: load_state_dict | copy_

import copy


def fit(model, train_epoch, validate, patience, max_epochs):
    best_epoch, best_loss, best_state = 0, float("inf"), None
    for epoch in range(max_epochs):
        train_epoch()
        loss = validate()
        if loss < best_loss:
            best_epoch, best_loss = epoch, loss
            best_state = copy.deepcopy(model.state_dict())
        else:
            model.load_state_dict(best_state)
            if epoch - best_epoch >= patience:
                break
    return best_epoch, best_loss
