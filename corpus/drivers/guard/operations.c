/* operations.c: what happens to requests. */
#include "guard.h"

static VOID GuardReport(ULONG ProcessId, ULONG MajorFunction)
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

static BOOLEAN GuardMatches(PCUNICODE_STRING Extension)
{
    UNICODE_STRING listed;
    BOOLEAN found = FALSE;
    PCWSTR text;

    FltAcquireResourceShared(&Guard.RuleLock);
    for (text = Guard.Rules->Text; *text != L'\0' && !found; text += listed.Length / sizeof(WCHAR) + 1) {
        RtlInitUnicodeString(&listed, text);
        found = RtlEqualUnicodeString(&listed, Extension, TRUE);
    }
    FltReleaseResource(&Guard.RuleLock);
    return found;
}

FLT_PREOP_CALLBACK_STATUS GuardPreWrite(PFLT_CALLBACK_DATA Data, PCFLT_RELATED_OBJECTS Objects, PVOID *Context)
{
    PFLT_FILE_NAME_INFORMATION name;
    FLT_PREOP_CALLBACK_STATUS result = FLT_PREOP_SUCCESS_NO_CALLBACK;

    UNREFERENCED_PARAMETER(Objects);
    UNREFERENCED_PARAMETER(Context);
    if (!NT_SUCCESS(FltGetFileNameInformation(Data, FLT_FILE_NAME_NORMALIZED | FLT_FILE_NAME_QUERY_DEFAULT, &name)))
        return result;
    if (NT_SUCCESS(FltParseFileNameInformation(name)) && GuardMatches(&name->Extension)) {
        GuardReport(FltGetRequestorProcessId(Data), Data->Iopb->MajorFunction);
        Data->IoStatus.Status = STATUS_ACCESS_DENIED;
        Data->IoStatus.Information = 0;
        result = FLT_PREOP_COMPLETE;
    }
    FltReleaseFileNameInformation(name);
    return result;
}

NTSTATUS GuardInstanceSetup(PCFLT_RELATED_OBJECTS Objects, FLT_INSTANCE_SETUP_FLAGS Flags, DEVICE_TYPE DeviceType,
                            FLT_FILESYSTEM_TYPE FileSystem)
{
    UNREFERENCED_PARAMETER(Objects);
    UNREFERENCED_PARAMETER(Flags);
    UNREFERENCED_PARAMETER(FileSystem);
    return DeviceType == FILE_DEVICE_DISK_FILE_SYSTEM ? STATUS_SUCCESS : STATUS_FLT_DO_NOT_ATTACH;
}
