using TradingBot.Bybit.Errors;
using TradingBot.Bybit.Http;
using TradingBot.Bybit.Wire;
using TradingBot.Core.Exchange;
using TradingBot.Core.Markets;

namespace TradingBot.Bybit.Orders;

/// <summary>
/// Sends commands in as few requests as Bybit takes and says what became of each. Sent again is only what Bybit said it did not
/// carry out for its rate limit.
/// </summary>
internal sealed class BatchSender(BybitWriter writer, Redactor redactor)
{
    private const int MaxRounds = 5;

    /// <exception cref="ArgumentException">The commands are of more than one category.</exception>
    public async Task<SubmitOutcome[]> SendAsync<TCommand, TItem>(
        BatchRoute<TCommand, TItem> route, IReadOnlyList<TCommand> commands, CancellationToken token)
    {
        if (commands.Count == 0)
            return [];
        var category = route.CategoryOf(commands[0]);
        if (commands.Any(command => route.CategoryOf(command) != category))
            throw new ArgumentException("A batch holds orders of one category.", nameof(commands));

        var outcomes = new SubmitOutcome[commands.Count];
        var waiting = new List<int>();
        for (var index = 0; index < commands.Count; index++)
        {
            if (route.Refusal(commands[index]) is { } refusal)
                outcomes[index] = BybitWriter.Refuse(refusal);
            else
                waiting.Add(index);
        }

        for (var round = 0; round < MaxRounds && waiting.Count > 0; round++)
        {
            foreach (var chunk in waiting.Chunk(SizeFor(category)))
                await SendChunkAsync(route, category, commands, chunk, outcomes, token);
            waiting = [.. waiting.Where(index => outcomes[index] is SubmitOutcome.Rejected { Error.Code: BybitErrors.RateLimited })];
        }

        return outcomes;
    }

    private async Task SendChunkAsync<TCommand, TItem>(
        BatchRoute<TCommand, TItem> route, Category category, IReadOnlyList<TCommand> commands, int[] chunk,
        SubmitOutcome[] outcomes, CancellationToken token)
    {
        var request = new WireBatch<TItem>
        {
            Category = WireText.Of(category),
            Request = [.. chunk.Select(index => route.ToItem(commands[index]))],
        };
        // Futures and spot count every order of a batch, options the batch.
        var units = category == Category.Option ? 1 : chunk.Length;
        var reply = await writer.PostAsync(route.Endpoint, category, request, route.Type, units, token);
        var items = reply is BybitReply.Answer { Code: 0 } answer ? BatchAnswer.Read(answer, chunk.Length, redactor) : null;
        for (var place = 0; place < chunk.Length; place++)
        {
            var subject = route.SubjectOf(commands[chunk[place]]);
            outcomes[chunk[place]] = items?[place] switch
            {
                null => writer.Classify(route.Endpoint, reply, subject),
                { Error: { } error } => writer.Classify(route.Endpoint, error, subject),
                var accepted => new SubmitOutcome.Accepted(accepted.ExchangeOrderId),
            };
        }
    }

    // No more than the documented orders a second, so that a batch never meets a limit by itself.
    private static int SizeFor(Category category) => category == Category.Option ? 20 : 10;
}
