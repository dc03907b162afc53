#include "beat.h"

static PCALLBACK_OBJECT BeatObject;
static PVOID BeatHandle;

static VOID OnPower(PVOID Context, PVOID What, PVOID How)
{
    UNREFERENCED_PARAMETER(Context);
    UNREFERENCED_PARAMETER(What);
    UNREFERENCED_PARAMETER(How);
}

NTSTATUS BeatStart(VOID)
{
    UNICODE_STRING name = RTL_CONSTANT_STRING(L"\\Callback\\PowerState");
    OBJECT_ATTRIBUTES attributes;
    NTSTATUS status;

    InitializeObjectAttributes(&attributes, &name, OBJ_CASE_INSENSITIVE | OBJ_KERNEL_HANDLE, NULL, NULL);
    status = ExCreateCallback(&BeatObject, &attributes, FALSE, TRUE); /* expect: wdm-unload-releases */
    if (!NT_SUCCESS(status))
        return status;
    BeatHandle = ExRegisterCallback(BeatObject, OnPower, NULL); /* expect: kernel-callbacks-registrations */
    if (!BeatHandle) {
        ObDereferenceObject(BeatObject);
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    return STATUS_SUCCESS;
}

VOID BeatStop(VOID)
{
    ExUnregisterCallback(BeatHandle);
    ObDereferenceObject(BeatObject);
}
