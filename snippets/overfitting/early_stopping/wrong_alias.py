"""state_dict() returns the live tensors, not a copy. They go on being trained, so the
"best" weights are the last ones. Copy them: copy.deepcopy(model.state_dict()).
"""
# needs: state_dict
# lacks: deepcopy, clone


def fit(model, train_epoch, validate, patience, max_epochs):
    best_epoch, best_loss, best_state = 0, float("inf"), None
    for epoch in range(max_epochs):
        train_epoch()
        loss = validate()
        if loss < best_loss:
            best_epoch, best_loss = epoch, loss
            best_state = model.state_dict()
        elif epoch - best_epoch >= patience:
            break
    model.load_state_dict(best_state)
    return best_epoch, best_loss
