using System.Threading.Channels;
using TradingBot.PaperExchange.Engine;
using TradingBot.PaperExchange.Protocol;
using TradingBot.PaperExchange.Settings;
using TradingBot.PaperExchange.State;

namespace TradingBot.PaperExchange.Simulation;

/// <summary>Carries out acknowledged requests a moment later and in order, as an exchange does behind its gateway.</summary>
internal sealed class DelayedOutcomes(ExchangeSimulator simulator, PaperExchangeOptions options)
{
    private readonly Channel<PendingWork> _queue = Channel.CreateUnbounded<PendingWork>(
        new UnboundedChannelOptions { SingleReader = true });

    private int _waiting;

    /// <summary>How many acknowledged requests have no outcome yet.</summary>
    public int Waiting => Volatile.Read(ref _waiting);

    public DateTimeOffset NextDue => options.TimeProvider.GetUtcNow() + options.AckLatency;

    public void Enqueue(PendingWork work)
    {
        Interlocked.Increment(ref _waiting);
        if (!_queue.Writer.TryWrite(work))
            throw new InvalidOperationException("The exchange is stopping.");
    }

    /// <summary>Orders acknowledged before the last stop still get their outcome.</summary>
    public void Resume()
    {
        foreach (var order in simulator.Read(state => state.OpenOrders.Where(order => order.Status == OrderStatus.Created).ToList()))
            Enqueue(new PendingWork.Accept(NextDue, order.Id));
    }

    public async Task RunAsync(CancellationToken token)
    {
        await foreach (var work in _queue.Reader.ReadAllAsync(token))
        {
            var wait = work.Due - options.TimeProvider.GetUtcNow();
            if (wait > TimeSpan.Zero)
                await Task.Delay(wait, options.TimeProvider, token);
            simulator.Write((state, matcher) => CarryOut(work, state, matcher));
            Interlocked.Decrement(ref _waiting);
        }
    }

    private static void CarryOut(PendingWork work, ExchangeState state, Matcher matcher)
    {
        // A reset may have forgotten the order in between.
        if (state.Orders.Find(work.OrderId) is not { } order)
            return;
        switch (work)
        {
            case PendingWork.Accept:
                matcher.Accept(order.Id);
                break;
            case PendingWork.Cancel:
                matcher.Cancel(order);
                break;
            case PendingWork.Amend amend:
                Amendments.Apply(state, matcher, order, amend.Change);
                break;
            default:
                throw new InvalidOperationException($"Unknown work {work.GetType().Name}.");
        }
    }
}
