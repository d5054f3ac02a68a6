namespace TradingBot.Azure.Tests.Hosting;

/// <summary>The worker ended before it answered: whether it did what it was asked is not known.</summary>
internal sealed class WorkerGoneException() : Exception("The worker has gone.");
