using Microsoft.Extensions.Logging;
using TradingBot.Bybit.Account;
using TradingBot.Bybit.Errors;
using TradingBot.Bybit.Http;
using TradingBot.Bybit.Orders;
using TradingBot.Bybit.Positions;
using TradingBot.Bybit.Telemetry;
using TradingBot.Bybit.Wire;
using TradingBot.Core.Exchange;
using TradingBot.Core.Markets;

namespace TradingBot.Bybit.Streams;

/// <summary>
/// Reads by REST what a stream may have missed: open orders and how those ended that were open, executions, positions, wallet.
/// Bybit's streams replay nothing.
/// </summary>
internal sealed class StreamBackfill(
    OrderReader orders, ExecutionReader executions, PositionReader positions, WalletReader wallet, AccountEventPublisher publisher,
    BybitClock clock, ILogger<StreamBackfill> logger)
{
    private static readonly Category[] All = Enum.GetValues<Category>();

    /// <summary>Publishes everything since a moment by the exchange's clock; an error when some of it could not be read.</summary>
    public async Task<ExchangeError?> RunAsync(DateTimeOffset since, CancellationToken token)
    {
        foreach (var category in All)
        {
            var error = await ReadAsync(category, since, token);
            if (error is null)
                continue;
            // A product that the key may not use holds no orders of the bot.
            if (!BybitErrors.IsProductUnavailable(error))
                return error;
            logger.CategoryUnread(WireText.Of(category), error.Message);
        }

        return await ReadWalletAsync(token);
    }

    private async Task<ExchangeError?> ReadAsync(Category category, DateTimeOffset since, CancellationToken token) =>
        await ReadExecutionsAsync(category, since, token)
        ?? await ReadOrdersAsync(category, since, token)
        ?? (category == Category.Spot ? null : await ReadPositionsAsync(category, token));

    private async Task<ExchangeError?> ReadExecutionsAsync(Category category, DateTimeOffset since, CancellationToken token)
    {
        var read = await executions.GetAsync(category, symbol: null, since, token);
        if (read is not ExchangeResult<IReadOnlyList<ExchangeExecution>>.Success { Value: var rows })
            return ((ExchangeResult<IReadOnlyList<ExchangeExecution>>.Failure)read).Error;
        foreach (var row in rows)
            publisher.Publish(row);
        return null;
    }

    private async Task<ExchangeError?> ReadOrdersAsync(Category category, DateTimeOffset since, CancellationToken token)
    {
        // Sent and ended unseen: such an order stands in no list of open ones.
        var history = await orders.GetEndedAsync(category, since, token);
        if (history is not ExchangeResult<IReadOnlyList<ExchangeOrder>>.Success { Value: var ended })
            return ((ExchangeResult<IReadOnlyList<ExchangeOrder>>.Failure)history).Error;
        foreach (var order in ended)
            publisher.Publish(order);

        var assumedOpen = publisher.OpenOrders.Where(order => order.Category == category).ToList();
        var read = await orders.GetOpenAsync(category, symbol: null, token);
        if (read is not ExchangeResult<IReadOnlyList<ExchangeOrder>>.Success { Value: var open })
            return ((ExchangeResult<IReadOnlyList<ExchangeOrder>>.Failure)read).Error;
        foreach (var order in open)
            publisher.Publish(order);

        foreach (var gone in assumedOpen.ExceptBy(
            open.Select(static order => order.ExchangeOrderId), static order => order.ExchangeOrderId))
        {
            switch (await orders.FindAsync(category, gone.Symbol, gone.ExchangeOrderId, token))
            {
                case ExchangeResult<ExchangeOrder?>.Success { Value: { } found }:
                    publisher.Publish(found);
                    break;
                case ExchangeResult<ExchangeOrder?>.Failure { Error: var error }:
                    return error;
            }
        }

        return null;
    }

    private async Task<ExchangeError?> ReadPositionsAsync(Category category, CancellationToken token)
    {
        var assumedOpen = publisher.OpenPositions.Where(one => one.Category == category).ToList();
        var read = await positions.ReadRowsAsync(category, symbol: null, token);
        if (read is not ExchangeResult<IReadOnlyList<WirePosition>>.Success { Value: var rows })
            return ((ExchangeResult<IReadOnlyList<WirePosition>>.Failure)read).Error;
        if (Publish(category, rows) is { } broken)
            return broken;

        // A closed position is left out of the list, also where the other leg of its symbol stands; asked by symbol its row says so, and
        // when.
        foreach (var legs in assumedOpen.Where(one => !IsAmong(rows, one.Symbol, one.Leg)).GroupBy(static one => one.Symbol))
        {
            var one = await positions.ReadRowsAsync(category, legs.Key, token);
            if (one is not ExchangeResult<IReadOnlyList<WirePosition>>.Success { Value: var ofSymbol })
                return ((ExchangeResult<IReadOnlyList<WirePosition>>.Failure)one).Error;
            if (Publish(category, ofSymbol) is { } wrong)
                return wrong;
            // Every leg there is has a row then. One without went with its position mode, which the exchange switches only while flat.
            foreach (var (_, symbol, leg) in legs.Where(one => ofSymbol.Count > 0 && !IsAmong(ofSymbol, one.Symbol, one.Leg)))
                publisher.PublishFlat(category, symbol, leg);
        }

        return null;
    }

    private static bool IsAmong(IReadOnlyList<WirePosition> rows, Symbol symbol, PositionLeg leg) =>
        rows.Any(row => row.Symbol == symbol.Value && PositionIndex.ToLeg(row.PositionIdx) == leg);

    private ExchangeError? Publish(Category category, IReadOnlyList<WirePosition> rows)
    {
        try
        {
            foreach (var row in rows)
                publisher.Publish(category, row);
            return null;
        }
        catch (WireFormatException broken)
        {
            return new ExchangeError(0, broken.Message, RetryGuidance.RetryLater);
        }
    }

    private async Task<ExchangeError?> ReadWalletAsync(CancellationToken token)
    {
        var asked = clock.Now;
        var read = await wallet.GetAsync(token);
        if (read is not ExchangeResult<AccountBalance>.Success { Value: var balance })
            return ((ExchangeResult<AccountBalance>.Failure)read).Error;
        // Taken as of the asking: a message sent meanwhile is newer.
        publisher.Publish(balance, asked, isWhole: true);
        return null;
    }
}
