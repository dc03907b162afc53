/* port.c: the port that the service connects to. */
#include "guard.h"

static NTSTATUS GuardConnect(PFLT_PORT ClientPort, PVOID Cookie, PVOID Context, ULONG Size, PVOID *Connection)
{
    UNREFERENCED_PARAMETER(Cookie);
    UNREFERENCED_PARAMETER(Context);
    UNREFERENCED_PARAMETER(Size);
    *Connection = NULL;
    Guard.ClientPort = ClientPort;
    return STATUS_SUCCESS;
}

static VOID GuardDisconnect(PVOID Cookie)
{
    UNREFERENCED_PARAMETER(Cookie);
    FltCloseClientPort(Guard.Filter, &Guard.ClientPort);
}

NTSTATUS GuardOpenPort(VOID)
{
    UNICODE_STRING name = RTL_CONSTANT_STRING(GUARD_PORT_NAME);
    PSECURITY_DESCRIPTOR descriptor;
    OBJECT_ATTRIBUTES attributes;
    NTSTATUS status;

    status = FltBuildDefaultSecurityDescriptor(&descriptor, FLT_PORT_ALL_ACCESS);
    if (!NT_SUCCESS(status))
        return status;
    InitializeObjectAttributes(&attributes, &name, OBJ_KERNEL_HANDLE | OBJ_CASE_INSENSITIVE, NULL, descriptor);
    status = FltCreateCommunicationPort(Guard.Filter, &Guard.ServerPort, &attributes, NULL, GuardConnect,
                                        GuardDisconnect, NULL, 1);
    FltFreeSecurityDescriptor(descriptor);
    return status;
}

VOID GuardClosePort(VOID)
{
    FltCloseCommunicationPort(Guard.ServerPort);
    Guard.ServerPort = NULL;
}

VOID GuardReport(ULONG ProcessId, ULONG MajorFunction)
{
    PGUARD_REPORT report = ExAllocateFromNPagedLookasideList(&Guard.Reports);

    if (report == NULL)
        return;
    report->ProcessId = ProcessId;
    report->MajorFunction = MajorFunction;
    if (Guard.ClientPort != NULL)
        FltSendMessage(Guard.Filter, &Guard.ClientPort, report, sizeof(*report), NULL, NULL, NULL);
    ExFreeToNPagedLookasideList(&Guard.Reports, report);
}
