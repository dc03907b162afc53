// A role type of a missing header takes its shape from the routine, whatever stands between its result and its name.
#define IN_PAGE __declspec(code_seg("PAGE"))
static UNKNOWN_CLEANUP OnEnd;

static // the note between
void IN_PAGE
OnEnd(void *context)
{
    Use(context);
}

void test(UNKNOWN_CONFIG *config)
{
    config->End = OnEnd;
    OnEnd(config);
}
