/** Reads the command line and starts what it asks for. */
process.stdout.write("podscope\n");
