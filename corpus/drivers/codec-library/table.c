#include "codec.h"

PUCHAR CodecTable;

NTSTATUS CodecMakeTable(VOID)
{
    CodecTable = ExAllocatePool2(POOL_FLAG_NON_PAGED, 256, CODEC_TAG);
    if (CodecTable == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    for (ULONG i = 0; i < 256; i++) {
        CodecTable[i] = (UCHAR)(i ^ 0x5a);
    }
    return STATUS_SUCCESS;
}

VOID CodecFreeTable(VOID)
{
    ExFreePoolWithTag(CodecTable, CODEC_TAG);
    CodecTable = NULL;
}

NTSTATUS CodecEncode(PUCHAR Data, ULONG Length)
{
    ExAcquireFastMutex(&CodecLock);
    for (ULONG i = 0; i < Length; i++) {
        Data[i] = CodecTable[Data[i]];
    }
    ExReleaseFastMutex(&CodecLock);
    return STATUS_SUCCESS;
}
