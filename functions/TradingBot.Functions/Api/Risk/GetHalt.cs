using Microsoft.AspNetCore.Http;
using TradingBot.Core.Risk;
using TradingBot.Functions.Http;

namespace TradingBot.Functions.Api.Risk;

/// <summary>The kill switch as it stands.</summary>
public sealed class GetHalt(IHaltSwitch halt)
{
    [Function(nameof(GetHalt))]
    [Answers(200, typeof(HaltView))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "halt")] HttpRequest request, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(request);
        return Answers.Json(HaltView.Of(await halt.ReadAsync(token)));
    }
}
