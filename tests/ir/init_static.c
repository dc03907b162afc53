#include <ntddk.h>

typedef NTSTATUS (*CALLBACK)(PVOID);
typedef struct entry {
    UCHAR major;
    CALLBACK before, after;
} entry;
static NTSTATUS Before(PVOID p)
{
    return p == NULL;
}

const entry Table[] = {
    {IRP_MJ_CREATE, Before, NULL},
    {IRP_MJ_CLOSE, Before, &Before},
    {0x80},
};
static const entry *Current = Table;
static entry *Second = (entry *)&Table[1];
static UNICODE_STRING Name = RTL_CONSTANT_STRING(L"\\Device\\X");
ULONG Numbers[2] = {1, sizeof(entry)};

VOID test(VOID)
{
    static ULONG count = 3;
    static entry local = {1};

    count++;
    local.major = (UCHAR)count;
}
