using Microsoft.AspNetCore.Http;
using TradingBot.Core.Operations;
using TradingBot.Functions.Http;

namespace TradingBot.Functions.Api.Operations;

/// <summary>Where exchange and ledger disagreed, newest first.</summary>
public sealed class ListDiscrepancies(IDiscrepancyStore discrepancies)
{
    [Function(nameof(ListDiscrepancies))]
    [Paged]
    [Answers(200, typeof(ListView<DiscrepancyView>))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "discrepancies")] HttpRequest request, CancellationToken token)
    {
        var query = new ListQuery(request);
        var page = query.Page();
        return query.Refusal
            ?? Answers.Json(ListView<DiscrepancyView>.Of(await discrepancies.ListAsync(page, token), DiscrepancyView.Of));
    }
}
