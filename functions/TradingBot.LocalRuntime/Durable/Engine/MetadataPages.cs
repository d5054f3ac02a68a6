using System.Runtime.CompilerServices;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using TradingBot.LocalRuntime.Durable.Storage;

namespace TradingBot.LocalRuntime.Durable.Engine;

internal sealed class MetadataPages(MetadataStore store, OrchestrationQuery query) : AsyncPageable<OrchestrationMetadata>
{
    public override IAsyncEnumerable<Page<OrchestrationMetadata>> AsPages(string? continuationToken = null, int? pageSizeHint = null) =>
        ReadAsync(
            query with { ContinuationToken = continuationToken ?? query.ContinuationToken, PageSize = pageSizeHint ?? query.PageSize });

    private async IAsyncEnumerable<Page<OrchestrationMetadata>> ReadAsync(
        OrchestrationQuery from, [EnumeratorCancellation] CancellationToken token = default)
    {
        var next = from;
        while (true)
        {
            var page = await store.ListAsync(next, token);
            yield return page;
            if (page.ContinuationToken is null) yield break;
            next = next with { ContinuationToken = page.ContinuationToken };
        }
    }
}
