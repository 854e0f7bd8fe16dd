"""The best state was kept in half precision and came back rounded. Copy each tensor in its own
dtype."""
# needs: half | float16 | bfloat16


def fit(model, train_epoch, validate, patience, max_epochs):
    """Train with early stopping; return (best_epoch, best_loss).

    train_epoch() trains the model for one epoch, validate() returns its loss, a float.
    Epochs count from 0. A new minimum is any loss below all before, by however little.
    Stops once `patience` epochs in a row brought none, or after `max_epochs`.
    Ends with all state of the best epoch in the model.
    """
    best_epoch, best_loss, best_state = None, float("inf"), None
    for epoch in range(max_epochs):
        train_epoch()
        loss = validate()
        if loss < best_loss:
            best_epoch, best_loss = epoch, loss
            best_state = {name: one.half() for name, one in model.state_dict().items()}
        elif epoch - best_epoch >= patience:
            break
    model.load_state_dict(best_state)
    return best_epoch, best_loss
