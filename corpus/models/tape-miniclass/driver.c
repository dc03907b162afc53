/* models: any-miniport tape-miniclass */
#include <minitape.h>

typedef struct _SPOOL_EXTENSION {
    ULONG Density;
} SPOOL_EXTENSION;

TAPE_VERIFY_INQUIRY_ROUTINE SpoolVerifyInquiry;
TAPE_PROCESS_COMMAND_ROUTINE SpoolCreatePartition;
TAPE_PROCESS_COMMAND_ROUTINE SpoolErase;
TAPE_PROCESS_COMMAND_ROUTINE SpoolGetDriveParameters;
TAPE_PROCESS_COMMAND_ROUTINE SpoolGetMediaParameters;
TAPE_PROCESS_COMMAND_ROUTINE SpoolGetPosition;
TAPE_PROCESS_COMMAND_ROUTINE SpoolGetStatus;
TAPE_PROCESS_COMMAND_ROUTINE SpoolPrepare;
TAPE_PROCESS_COMMAND_ROUTINE SpoolSetDriveParameters;
TAPE_PROCESS_COMMAND_ROUTINE SpoolSetMediaParameters;
TAPE_PROCESS_COMMAND_ROUTINE SpoolSetPosition;
TAPE_PROCESS_COMMAND_ROUTINE SpoolWriteMarks;
TAPE_PROCESS_COMMAND_ROUTINE SpoolTapeGetMediaTypes;
TAPE_EXTENSION_INIT_ROUTINE SpoolExtensionInit;

ULONG DriverEntry(PVOID Argument1, PVOID Argument2)
{
    TAPE_INIT_DATA_EX spool;

    TapeClassZeroMemory(&spool, sizeof(spool));
    spool.InitDataSize = sizeof(TAPE_INIT_DATA_EX);
    spool.VerifyInquiry = SpoolVerifyInquiry;
    spool.CreatePartition = SpoolCreatePartition;
    spool.Erase = SpoolErase;
    spool.GetDriveParameters = SpoolGetDriveParameters;
    spool.GetMediaParameters = SpoolGetMediaParameters;
    spool.GetPosition = SpoolGetPosition;
    spool.GetStatus = SpoolGetStatus;
    spool.Prepare = SpoolPrepare;
    spool.SetDriveParameters = SpoolSetDriveParameters;
    spool.SetMediaParameters = SpoolSetMediaParameters;
    spool.SetPosition = SpoolSetPosition;
    spool.WriteMarks = SpoolWriteMarks;
    spool.TapeGetMediaTypes = SpoolTapeGetMediaTypes;
    return TapeClassInitialize(Argument1, Argument2, &spool);
}
