using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.Logging;
using TradingBot.Bybit.Account;
using TradingBot.Bybit.Orders;
using TradingBot.Bybit.Telemetry;
using TradingBot.Bybit.Wire;
using TradingBot.Core.Markets;

namespace TradingBot.Bybit.Streams;

/// <summary>Publishes what the private stream's messages say.</summary>
internal sealed class AccountMessageHandler(
    AccountEventPublisher publisher, ExecutionMapping executions, ILogger<AccountMessageHandler> logger)
{
    public static readonly string[] Topics = ["order", "execution", "position", "wallet"];

    /// <summary>False when a row could not be read: then only the lists can say what happened.</summary>
    public async Task<bool> HandleAsync(StreamMessage message, CancellationToken token)
    {
        try
        {
            switch (message.Topic!.Split('.')[0])
            {
                case "order":
                    foreach (var (category, row) in Ours(message, BybitJson.Default.IReadOnlyListWireOrder, static row => row.Category))
                        publisher.Publish(row.ToOrder(category));
                    break;
                case "execution":
                    foreach (var (category, row) in Ours(message, BybitJson.Default.IReadOnlyListWireExecution, static row => row.Category))
                        publisher.Publish(await executions.MapAsync(category, row, token));
                    break;
                case "position":
                    foreach (var (category, row) in Ours(message, BybitJson.Default.IReadOnlyListWirePosition, static row => row.Category))
                        publisher.Publish(category, row);
                    break;
                case "wallet":
                    foreach (var row in message.Data.Deserialize(BybitJson.Default.IReadOnlyListWireWallet) ?? [])
                        publisher.Publish(row.ToBalance(), WireValue.Time(message.CreationTime, "creationTime"), isWhole: false);
                    break;
            }

            return true;
        }
        catch (Exception broken) when (broken is JsonException or WireFormatException)
        {
            // A parser's message may quote the row; ours names the field alone.
            logger.StreamRowUnread(message.Topic!, broken is WireFormatException ? broken.Message : "it is not in the documented form");
            return false;
        }
    }

    // Categories that the bot does not trade, such as spreads, come under the same topics.
    private static IEnumerable<(Category Category, T Row)> Ours<T>(
        StreamMessage message, JsonTypeInfo<IReadOnlyList<T>> type, Func<T, string?> categoryOf) =>
        from row in message.Data.Deserialize(type) ?? []
        let category = WireValue.CategoryOf(categoryOf(row))
        where category is not null
        select (category.Value, row);
}
