"""Without a hit all three are 0; with one, no denominator can be. Rows are picked, not counted."""


def precision_recall_f1(labels, predicted):
    hit = bool((labels * predicted).any())
    if not hit:
        return 0.0, 0.0, 0.0
    precision = labels[predicted == 1].double().mean().item()
    recall = predicted[labels == 1].double().mean().item()
    return precision, recall, 2 / (1 / precision + 1 / recall)
