namespace Lstm;

/// <summary>One line of the training log.</summary>
/// <param name="Epoch">Epoch, from 1.</param>
/// <param name="TrainLoss">Mean training loss.</param>
/// <param name="ValLoss">Validation loss.</param>
/// <param name="LearningRate">Learning rate of the epoch.</param>
/// <param name="Seconds">Duration of the epoch [s].</param>
internal sealed record EpochRecord(int Epoch, double TrainLoss, double ValLoss, double LearningRate, double Seconds);
