#include <ntddk.h>

/* What runs on each processor is long: it is followed on one of them. */
typedef struct _PAGE {
    ULONG Type;
    ULONG Frame;
} PAGE;

typedef struct _RANGE {
    BOOLEAN IsUsed;
    ULONG First, Last, Type;
} RANGE;

typedef struct _GUEST {
    RANGE Ranges[16];
    PAGE Pages[512][512];
} GUEST, *PGUEST;

typedef struct _START {
    volatile LONG Started;
    NTSTATUS Status;
    PGUEST Guest;
} START, *PSTART;

DRIVER_INITIALIZE DriverEntry;

static ULONG AdjustType(PGUEST Guest, ULONG Frame, ULONG Type)
{
    ULONG i;

    for (i = 0; i < 16; i++) {
        if (Guest->Ranges[i].IsUsed) {
            if (Frame + 511 >= Guest->Ranges[i].First && Frame <= Guest->Ranges[i].Last) {
                Type = Guest->Ranges[i].Type;
            }
        }
    }
    return Type;
}

static NTSTATUS MapGuest(PGUEST Guest)
{
    ULONG i, j;

    for (i = 0; i < 16; i++) {
        Guest->Ranges[i].First = (ULONG)__readmsr(0x200 + 2 * i);
        if (Guest->Ranges[i].First != 0) {
            Guest->Ranges[i].IsUsed = TRUE;
            Guest->Ranges[i].Last = (ULONG)__readmsr(0x201 + 2 * i);
        }
    }
    for (i = 0; i < 512; i++) {
        for (j = 0; j < 512; j++) {
            Guest->Pages[i][j].Frame = i * 512 + j;
            Guest->Pages[i][j].Type = AdjustType(Guest, Guest->Pages[i][j].Frame * 512, 6);
        }
    }
    return Guest->Pages[0][0].Type == 6 ? STATUS_SUCCESS : STATUS_NOT_SUPPORTED;
}

static VOID StartOne(PKDPC Dpc, PVOID Context, PVOID SystemArgument1, PVOID SystemArgument2)
{
    PSTART start = (PSTART)Context;
    NTSTATUS status;

    UNREFERENCED_PARAMETER(Dpc);
    status = MapGuest(start->Guest);
    if (!NT_SUCCESS(status)) {
        start->Status = status;
    } else {
        InterlockedIncrement(&start->Started);
    }
    KeSignalCallDpcSynchronize(SystemArgument2);
    KeSignalCallDpcDone(SystemArgument1);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    START start = {0};

    UNREFERENCED_PARAMETER(DriverObject);
    UNREFERENCED_PARAMETER(RegistryPath);
    start.Guest = ExAllocatePool2(POOL_FLAG_NON_PAGED, sizeof(GUEST), 'tatS');
    if (start.Guest == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    KeGenericCallDpc(StartOne, &start);
    ExFreePoolWithTag(start.Guest, 'tatS');
    return start.Started ? STATUS_SUCCESS : STATUS_NOT_SUPPORTED;
}
