using Microsoft.AspNetCore.Http;
using TradingBot.Core.Operations;
using TradingBot.Functions.Http;

namespace TradingBot.Functions.Api.Operations;

/// <summary>The audit trail, newest first.</summary>
public sealed class ListAudit(IAuditLog audit)
{
    [Function(nameof(ListAudit))]
    [Paged]
    [Answers(200, typeof(ListView<AuditView>))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "audit")] HttpRequest request, CancellationToken token)
    {
        var query = new ListQuery(request);
        var page = query.Page();
        return query.Refusal ?? Answers.Json(ListView<AuditView>.Of(await audit.ListAsync(page, token), AuditView.Of));
    }
}
