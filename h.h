VOID Help(VOID);
#define HELP() Help()
